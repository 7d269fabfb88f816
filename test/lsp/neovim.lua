-- What a person does in Neovim with its built-in client and this server, from the first key to the last. Prints one line
-- of JSON: what was seen after each step. NODE and SERVER say how the server is started, TASK_FILE what is opened.
vim.cmd("autocmd BufRead,BufNewFile *.recharge.json set filetype=recharge")
vim.api.nvim_create_autocmd("FileType", {
  pattern = "recharge",
  callback = function()
    local client = vim.lsp.start_client({ name = "cls-recharge", cmd = { vim.env.NODE, vim.env.SERVER, "--stdio" } })
    vim.lsp.buf_attach_client(0, client)
    vim.bo.omnifunc = "v:lua.vim.lsp.omnifunc"
  end,
})
vim.o.completeopt = "menuone,noinsert"

local seen = {}

local function finish()
  io.stdout:write(vim.json.encode(seen), "\n")
  vim.cmd("qall!")
end

--- Lets Neovim go on until something is so.
local function await(condition)
  local this, timer = coroutine.running(), vim.loop.new_timer()
  timer:start(0, 5, vim.schedule_wrap(function()
    if timer:is_closing() or not condition() then return end
    timer:close()
    local ok, problem = coroutine.resume(this)
    if not ok then
      seen.problem = problem
      finish()
    end
  end))
  coroutine.yield()
end

--- Keys as from the keyboard. Waits until Neovim has read them all.
local function press(keys, mode)
  vim.api.nvim_input(keys)
  await(function() return vim.api.nvim_get_mode().mode == mode end)
end

local function diagnostics()
  return vim.tbl_map(function(one)
    local underlined = vim.api.nvim_buf_get_text(0, one.lnum, one.col, one.end_lnum, one.end_col, {})
    return { code = one.code, message = one.message, underlined = table.concat(underlined, "\n") }
  end, vim.diagnostic.get(0))
end

local function has(code)
  return vim.tbl_contains(vim.tbl_map(function(one) return one.code end, diagnostics()), code)
end

local function lines() return vim.api.nvim_buf_get_lines(0, 0, -1, true) end

coroutine.wrap(function()
  vim.cmd("edit " .. vim.env.TASK_FILE)
  await(function() return has("R05") end)
  seen.opened = { filetype = vim.bo.filetype, diagnostics = diagnostics() }

  -- The missing field, chosen from the list on a new line.
  vim.fn.search("KafkaType")
  press("o", "i")
  press("<C-x><C-o>", "ic")
  await(function() return vim.fn.pumvisible() == 1 end)
  local items = vim.fn.complete_info({ "items" }).items
  seen.completion = vim.tbl_map(function(item) return item.abbr end, items)
  press("<C-y><Esc>", "n")
  -- What is said of the text between the keys goes again.
  await(function() return #diagnostics() == 0 end)
  seen.chosen = { lines = lines(), diagnostics = diagnostics() }

  -- A wrong value, with characters before it that UTF-8, UTF-16 and Lua count differently.
  vim.fn.search("Offset")
  press("cc\"ConsumerGroupName\": \"日志🙂\", \"Offset\": -7,<Esc>", "n")
  await(function() return has("R04") end)
  seen.typed = { line = vim.api.nvim_get_current_line(), diagnostics = diagnostics() }

  -- The first of what is offered for it.
  vim.ui.select = function(items, options, choose)
    seen.actions = vim.tbl_map(options.format_item, items)
    choose(items[1], 1)
  end
  vim.fn.search("-7,")
  vim.lsp.buf.code_action()
  await(function() return not has("R04") end)
  seen.fixed = { line = vim.api.nvim_get_current_line(), diagnostics = diagnostics() }

  vim.fn.search("RechargeType")
  vim.lsp.buf.hover()
  await(function() return #vim.api.nvim_list_wins() > 1 end)
  seen.hover = vim.tbl_map(function(window)
    return vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, true)
  end, vim.api.nvim_list_wins())[2]

  vim.lsp.stop_client(vim.lsp.get_active_clients())
  await(function() return #vim.lsp.get_active_clients() == 0 end)
  finish()
end)()
