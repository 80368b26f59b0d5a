/** Encoders for the formats of the service: MP3, Ogg Opus (RFC 7845), PCM, WAV and G.711. */
@NullMarked
package dev.parlando.offline.encode;

import org.jspecify.annotations.NullMarked;
