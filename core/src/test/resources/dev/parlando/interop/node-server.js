'use strict';

// Answers the streaming speech call over HTTP/2. The voice id says how:
//   crumbs    the first bytes of voice1, each in a DATA frame of its own
//   trailers  voice1, then trailers instead of a last DATA frame
//   endless   pieces without end, as fast as the client's windows let through
//   manual    the head; the rest by command
//   others    the file of that name, whole
//
// Prints its port, then one line in answer to each line on stdin:
//   sent N         once the endless stream has sent at least N bytes: how many
//   write N        once N more bytes of the manual stream are written: 'written'
//   end            ends the manual stream: 'ended'
//   outcome        once the manual stream is closed: 'aborted' or 'complete', and the code of the reset
//   sensitive      names of the headers of the last request that may never be indexed
//   goaway         begins to close every session in an orderly way: 'announced'
//   closed         once those sessions are closed: 'closed'
//   cut            once every connection was destroyed: 'cut'

const fs = require('fs');
const http2 = require('http2');
const path = require('path');
const readline = require('readline');

const [root, key, certificate] = process.argv.slice(2);
const AUDIO = {':status': 200, 'content-type': 'audio/mpeg'};
const CRUMBS = 5000;
const PIECE = Buffer.alloc(1024);

const sessions = new Set();
const sockets = new Set();
let sensitive = [];
let manual;
let outcome;
let closing;
let sentBytes = 0;
let onSent = () => {};

function reply(line) {
  process.stdout.write(`${line}\n`);
}

function fileOf(voice) {
  return path.join(root, 'v1/text-to-speech', voice, 'stream');
}

function crumb(stream, bytes, at) {
  if (at === bytes.length) {
    stream.end();
  } else {
    stream.write(bytes.subarray(at, at + 1), () => crumb(stream, bytes, at + 1));
  }
}

function pour(stream) {
  stream.write(PIECE, (error) => {
    if (!error) {
      sentBytes += PIECE.length;
      onSent();
      pour(stream);
    }
  });
}

function takeOver(stream) {
  manual = stream;
  outcome = new Promise((resolve) => {
    let word = 'complete';
    stream.on('aborted', () => { word = 'aborted'; });
    stream.on('close', () => resolve(`${word} ${stream.rstCode}`));
  });
}

const voices = {
  crumbs(stream) {
    stream.respond(AUDIO);
    crumb(stream, fs.readFileSync(fileOf('voice1')).subarray(0, CRUMBS), 0);
  },
  trailers(stream) {
    stream.on('wantTrailers', () => stream.sendTrailers({'x-checksum': 'none'}));
    stream.respondWithFile(fileOf('voice1'), AUDIO, {waitForTrailers: true});
  },
  endless(stream) {
    stream.respond(AUDIO);
    pour(stream);
  },
  manual(stream) {
    takeOver(stream);
    stream.respond(AUDIO);
  },
};

const commands = {
  sent(atLeast) {
    onSent = () => {
      if (sentBytes >= Number(atLeast)) {
        onSent = () => {};
        reply(sentBytes);
      }
    };
    onSent();
  },
  write(count) {
    manual.write(Buffer.alloc(Number(count)), () => reply('written'));
  },
  end() {
    manual.end(() => reply('ended'));
  },
  outcome() {
    outcome.then(reply);
  },
  sensitive() {
    reply(sensitive.join(' '));
  },
  goaway() {
    closing = Promise.all([...sessions].map((session) => new Promise((resolve) => session.close(resolve))));
    reply('announced');
  },
  closed() {
    closing.then(() => reply('closed'));
  },
  cut() {
    sockets.forEach((socket) => socket.destroy());
    reply('cut');
  },
};

const server = key
  ? http2.createSecureServer({key: fs.readFileSync(key), cert: fs.readFileSync(certificate)})
  : http2.createServer();
server.on(key ? 'secureConnection' : 'connection', (socket) => {
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket));
});
server.on('session', (session) => {
  sessions.add(session);
  session.on('close', () => sessions.delete(session));
  session.on('error', () => {}); // Connections that break are part of the play.
});
server.on('stream', (stream, headers) => {
  const voice = headers[':path'].split('/')[3];
  sensitive = headers[http2.sensitiveHeaders];
  stream.on('error', () => {});
  if (Object.hasOwn(voices, voice)) {
    voices[voice](stream);
  } else {
    stream.respondWithFile(fileOf(voice), AUDIO);
  }
});
server.listen(0, '127.0.0.1', () => reply(server.address().port));

readline.createInterface({input: process.stdin})
  .on('line', (line) => {
    const [name, argument] = line.split(' ');
    commands[name](argument);
  })
  .on('close', () => process.exit());
