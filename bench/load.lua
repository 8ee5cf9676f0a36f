-- For wrk: asks for the pages of a file (a path and a Cookie header a line) in turn, and says in one line what came of it.
local requests, at = {}, 0

function init(words)
    for line in io.lines(words[1]) do
        local path, cookie = line:match("^(%S+) ?(.*)$")
        requests[#requests + 1] = wrk.format("GET", path, { ["Cookie"] = cookie })
    end
end

function request()
    at = at % #requests + 1
    return requests[at]
end

function done(summary, latency)
    local e = summary.errors
    io.write(string.format("LOAD %d %d %d %d %d %d\n", summary.requests, summary.duration, summary.bytes,
        e.connect + e.read + e.write + e.status + e.timeout, latency:percentile(50), latency:percentile(99)))
end
