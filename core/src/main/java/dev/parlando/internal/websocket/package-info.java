/**
 * WebSocket (RFC 6455), as a server and as a client, without extensions. Its types show no type of a library, so that
 * the audio module can use them.
 */
@NullMarked
package dev.parlando.internal.websocket;

import org.jspecify.annotations.NullMarked;
