/** Keeps the requests of one engine within the account's limits; knows no network. */
@NullMarked
package dev.parlando.internal.governor;

import org.jspecify.annotations.NullMarked;
