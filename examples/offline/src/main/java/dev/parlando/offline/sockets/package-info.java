/** The WebSockets of the service: text in pieces, speech in messages. Independent of the WebSocket implementation. */
@NullMarked
package dev.parlando.offline.sockets;

import org.jspecify.annotations.NullMarked;
