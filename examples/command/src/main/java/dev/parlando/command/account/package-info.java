/** The verbs about the account: keys, tokens, voices, models and usage. */
@NullMarked
package dev.parlando.command.account;

import org.jspecify.annotations.NullMarked;
