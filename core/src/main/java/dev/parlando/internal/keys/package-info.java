/** Keeps the keys of one engine: which is in use, and what happens when the service refuses it. */
@NullMarked
package dev.parlando.internal.keys;

import org.jspecify.annotations.NullMarked;
