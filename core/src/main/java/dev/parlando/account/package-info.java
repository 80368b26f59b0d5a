/**
 * Calls about the account: service accounts, their keys, single-use tokens and the subscription.
 *
 * <p>{@link Account} makes the calls; {@link KeySpec} and {@link KeyUpdate} describe keys. {@code CreditMeter} counts
 * the credits that each key spends and reports unusual use.
 */
@NullMarked
package dev.parlando.account;

import org.jspecify.annotations.NullMarked;
