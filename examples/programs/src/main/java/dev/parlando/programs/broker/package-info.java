/**
 * Is an example of a broker: a program on a server that holds the key, knows its own users, and gives each a token that is
 * good for one connection. The key never leaves it.
 */
@NullMarked
package dev.parlando.programs.broker;

import org.jspecify.annotations.NullMarked;
