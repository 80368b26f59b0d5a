/** Holds the key that the service asks for. */
@NullMarked
package dev.parlando.credentials;

import org.jspecify.annotations.NullMarked;
