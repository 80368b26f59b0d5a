"use strict";
// A client of the sockets that records what the server sends.

const { WebSocket } = require("ws");

const baseUrl = process.env.PARLANDO_URL;
const operatorKey = process.env.PARLANDO_KEY;
const voice = "KevinOfflineVoice001";
const otherVoice = "KevinOfflineVoice002";

class Socket {
  constructor(path, headers = { "xi-api-key": operatorKey }) {
    this.messages = [];
    this.waiting = [];
    this.ws = new WebSocket(baseUrl.replace(/^http/, "ws") + path, { headers });
    this.opened = new Promise((resolve, reject) => {
      this.ws.on("open", resolve);
      this.ws.on("unexpected-response", (request, response) => {
        const connection = request.socket;
        const chunks = [];
        response.on("data", (chunk) => chunks.push(chunk));
        response.on("end", () => {
          connection.destroy(); // The server keeps it for another request, and Node would wait for its end.
          reject(Object.assign(new Error("refused"), { status: response.statusCode, body: JSON.parse(Buffer.concat(chunks)) }));
        });
      });
      this.ws.on("error", reject);
    });
    this.ended = new Promise((resolve) => this.ws.on("close", (code, reason) => resolve({ code, reason: String(reason) })));
    this.ws.on("message", (data) => this.receive(JSON.parse(data)));
    this.ended.then((end) => this.receive(end));
  }

  static async open(path, headers) {
    const socket = new Socket(path, headers);
    await socket.opened;
    return socket;
  }

  receive(message) {
    const waiter = this.waiting.shift();
    if (waiter) {
      waiter(message);
    } else {
      this.messages.push(message);
    }
  }

  send(...messages) {
    messages.forEach((message) => this.ws.send(JSON.stringify(message)));
    return this;
  }

  /** Returns the next message; the last one is the close frame. */
  next() {
    return this.messages.length > 0
      ? Promise.resolve(this.messages.shift())
      : new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Returns all messages up to the first that fits, which is the last of them. */
  async until(fits) {
    const all = [];
    do {
      all.push(await this.next());
    } while (!fits(all.at(-1)) && all.at(-1).reason === undefined);
    return all;
  }

  /** Returns whether nothing arrives for a while. */
  async quiet(millis) {
    await new Promise((resolve) => setTimeout(resolve, millis));
    return this.messages.length === 0;
  }

  close() {
    this.ws.terminate();
  }
}

/** Changes what the service cannot change, and returns the new state. */
async function offline(path, body) {
  const answer = await fetch(baseUrl + path, {
    method: "PUT",
    headers: { "xi-api-key": operatorKey },
    body: JSON.stringify(body),
  });
  if (answer.status !== 200) {
    throw new Error(await answer.text());
  }
  return answer.json();
}

async function token() {
  const answer = await fetch(`${baseUrl}/v1/single-use-token/tts_websocket`, {
    method: "POST",
    headers: { "xi-api-key": operatorKey },
  });
  return (await answer.json()).token;
}

module.exports = { Socket, offline, token, operatorKey, voice, otherVoice };
