/**
 * Example: a token broker. The server program holds the API key, authenticates its own users, and issues each user a
 * token that is valid for one connection. The key never leaves the server.
 */
@NullMarked
package dev.parlando.programs.broker;

import org.jspecify.annotations.NullMarked;
