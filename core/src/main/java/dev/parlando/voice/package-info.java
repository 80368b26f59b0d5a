/** Voices and models of the service, and the queries for them. */
@NullMarked
package dev.parlando.voice;

import org.jspecify.annotations.NullMarked;
