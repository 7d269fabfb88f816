/** Completion scripts, made from the commands and options that the program has. */
import type { Command, Option } from "commander";

/** @param program - the whole command line. */
export function completionScript(shell: "bash" | "zsh" | "fish", program: Command): string {
  const { visibleCommands, visibleOptions } = describe(program);
  const commands = visibleCommands.map((command) => ({ command, options: visibleOptions(command) }));
  return { bash, zsh, fish }[shell](program.name(), commands);
}

interface Entry {
  command: Command;
  options: Option[];
}

function describe(program: Command): { visibleCommands: Command[]; visibleOptions: (command: Command) => Option[] } {
  const help = program.createHelp();
  return {
    visibleCommands: help.visibleCommands(program),
    visibleOptions: (command) => help.visibleOptions(command).filter(({ long }) => long),
  };
}

function bash(name: string, entries: Entry[]): string {
  const cases = entries.flatMap(({ command, options }) => [
    ...options.flatMap(({ long, argChoices }) =>
      argChoices ? [`    "${command.name()} ${long}") words="${argChoices.join(" ")}" ;;`] : [],
    ),
    ...positions(command, entries).map((choices) => `    "${command.name()} ${command.name()}") words="${choices}" ;;`),
    `    "${command.name()} "*) [[ $current == -* ]] && words="${options.map(({ long }) => long).join(" ")}" ;;`,
  ]);
  return `# ${name}: completion for bash
_cls_recharge() {
  local current="\${COMP_WORDS[COMP_CWORD]}" words=""
  if ((COMP_CWORD == 1)); then
    words="${entries.map(({ command }) => command.name()).join(" ")} --help --version"
  else case "\${COMP_WORDS[1]} \${COMP_WORDS[COMP_CWORD - 1]}" in
${cases.join("\n")}
  esac fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _cls_recharge ${name}
`;
}

function zsh(name: string, entries: Entry[]): string {
  const commands = entries.map(
    ({ command }) => `    ${quote(`${command.name()}:${command.summary() || command.description()}`)}`,
  );
  const cases = entries.map(({ command, options }) => {
    const specs = options.map(({ long, description, argChoices, required }) => {
      const value = argChoices ? `:value:(${argChoices.join(" ")})` : required ? ":value:_files" : "";
      return quote(`${long}[${description.replace(/[[\]:]/g, "")}]${value}`);
    });
    const [choices] = positions(command, entries);
    specs.push(quote(choices ? `1:value:(${choices})` : "*:file:_files"));
    return `    ${command.name()}) _arguments ${specs.join(" ")} ;;`;
  });
  return `#compdef ${name}
# ${name}: completion for zsh
_cls_recharge() {
  local -a commands=(
${commands.join("\n")}
  )
  if ((CURRENT == 2)); then
    _describe command commands
    return
  fi
  shift words
  ((CURRENT--))
  case $words[1] in
${cases.join("\n")}
  esac
}
compdef _cls_recharge ${name}
`;
}

function fish(name: string, entries: Entry[]): string {
  const lines = entries.flatMap(({ command, options }) => {
    const inside = `complete -c ${name} -n ${quote(`__fish_seen_subcommand_from ${command.name()}`)}`;
    return [
      `complete -c ${name} -n __fish_use_subcommand -f -a ${command.name()} -d ${quote(command.summary() || command.description())}`,
      ...options.map(({ long, description, argChoices, required }) => {
        const value = argChoices ? ` -x -a ${quote(argChoices.join(" "))}` : required ? " -r" : "";
        return `${inside} -l ${long?.slice(2)}${value} -d ${quote(description)}`;
      }),
      ...positions(command, entries).map((choices) => `${inside} -f -a ${quote(choices)}`),
    ];
  });
  return `# ${name}: completion for fish\n${lines.join("\n")}\n`;
}

/** The values that arguments with a fixed set of values take. */
function positions(command: Command, entries: Entry[]): string[] {
  if (command.name() === "help") return [entries.map((entry) => entry.command.name()).join(" ")];
  return command.registeredArguments.flatMap(({ argChoices }) => (argChoices ? [argChoices.join(" ")] : []));
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
