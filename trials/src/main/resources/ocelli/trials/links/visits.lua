-- Asks for the codes of a file, one after the other; OCELLI_CODES names it.
local codes = {}

function init(args)
  for line in io.lines(os.getenv("OCELLI_CODES")) do
    codes[#codes + 1] = line
  end
end

local next = 0
function request()
  next = next % #codes + 1
  return "GET /l/" .. codes[next] .. " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
end
