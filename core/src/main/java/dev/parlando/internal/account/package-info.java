/** Makes the calls about the account. */
@NullMarked
package dev.parlando.internal.account;

import org.jspecify.annotations.NullMarked;
