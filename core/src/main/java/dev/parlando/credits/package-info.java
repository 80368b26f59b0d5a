/**
 * The metering of credits: counts per key and model, readings of the account, and alerts for unusual use.
 *
 * <pre>{@code
 * CreditMeter meter = CreditMeter.create(CreditMeterSettings.DEFAULT);
 * meter.addListener(alert -> System.err.println(
 *         alert.kind() + " of key " + alert.keyFingerprint() + ": " + alert.credits() + " credits"));
 * SpeechEngine engine = SpeechEngine.builder().creditMeter(meter).build();
 * for (CreditCount count : meter.counts()) {
 *     System.out.println(count.keyFingerprint() + " " + count.model() + ": " + count.credits());
 * }
 * }</pre>
 *
 * <p>A meter is safe for use from any thread and calls its listeners on another thread.
 * {@link CreditMeter#recordReading} adds the use by other clients, which only the service counts.
 */
@NullMarked
package dev.parlando.credits;

import org.jspecify.annotations.NullMarked;
