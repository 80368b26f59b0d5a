/**
 * The offline voice: a loopback server that speaks the ElevenLabs wire API with a synthesiser of its own, so that
 * everything can be tried and tested without a key and without a network.
 */
@NullMarked
package dev.parlando.examples.offline;

import org.jspecify.annotations.NullMarked;
