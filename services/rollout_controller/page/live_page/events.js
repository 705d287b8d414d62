// Server-sent events read by `fetch`, which can send a token where EventSource cannot. Of EventSource's interface it has
// what the page uses; it does not connect again by itself: `onerror` comes with `readyState` CLOSED.

/** The events at a path, asked for with these headers. */
export function fetchEvents(path, headers) {
  const listeners = new Map(), cut = new AbortController();
  const source = {
    readyState: EventSource.CONNECTING,
    onopen: null,
    onerror: null,
    addEventListener: (kind, take) => listeners.set(kind, take),
    close() { source.readyState = EventSource.CLOSED; cut.abort(); },
  };
  const take = (block) => {
    const fields = Object.fromEntries(block.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]));
    if (fields.data) listeners.get(fields.event)?.({ data: fields.data });
  };
  const read = async () => {
    try {
      const response = await fetch(path, { headers, signal: cut.signal });
      if (!response.ok) throw new Error(`${path} answered ${response.status}`);
      source.readyState = EventSource.OPEN;
      source.onopen?.();
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let text = "";
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        const blocks = (text + part.value).split("\n\n");
        text = blocks.pop();
        blocks.forEach(take);
      }
    } catch {
      // It ended; why does not matter to who asks again.
    }
    if (source.readyState === EventSource.CLOSED) return;
    source.readyState = EventSource.CLOSED;
    source.onerror?.();
  };
  read();
  return source;
}

// Who a controller asks for a token gives it here. It stays in this variable: no storage, no address, no cookie.
let token = "";

/** Sends this token from now on. */
export function giveToken(given) {
  token = given;
}

/** The headers of a request: what is accepted, and the token if there is one. */
export function headers(accept) {
  return token ? { accept, authorization: `Bearer ${token}` } : { accept };
}
