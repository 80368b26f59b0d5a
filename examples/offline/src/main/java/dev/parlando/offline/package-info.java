/**
 * A loopback server that implements the ElevenLabs API with a synthesiser of its own, so that programs can be tried
 * and tested without a key and without a network.
 */
@NullMarked
package dev.parlando.offline;

import org.jspecify.annotations.NullMarked;
