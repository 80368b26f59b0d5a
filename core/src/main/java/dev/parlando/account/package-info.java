/** Holds what an account has beside speech: keys, tokens, credits. */
@NullMarked
package dev.parlando.account;

import org.jspecify.annotations.NullMarked;
