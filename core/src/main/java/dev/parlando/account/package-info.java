/**
 * Calls about the account: service accounts, their keys, single-use tokens and the subscription.
 *
 * <p>{@link Account} makes the calls; {@link KeySpec} and {@link KeyUpdate} describe keys.
 *
 * <pre>{@code
 * Account account = engine.account();
 * KeySpec spec = KeySpec.of("kiosk", Permissions.of("text_to_speech")).withCharacterLimit(100_000);
 * account.createServiceAccount("kiosk")
 *         .thenCompose(id -> account.createKey(id, spec))
 *         .thenAccept(key -> System.out.println("created " + key.secret().fingerprint()));
 * Subscription plan = account.subscription().toCompletableFuture().join();
 * System.out.println(plan.characterCount() + " of " + plan.characterLimit() + " credits are used");
 * }</pre>
 *
 * <p>No call blocks. The stages complete on the callback executor of the engine, and fail with a
 * {@link dev.parlando.error.ParlandoException}. {@link dev.parlando.credits.CreditMeter} counts the credits that each
 * key spends.
 */
@NullMarked
package dev.parlando.account;

import org.jspecify.annotations.NullMarked;
