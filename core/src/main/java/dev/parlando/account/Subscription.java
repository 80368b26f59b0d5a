package dev.parlando.account;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Plan of the account and its use by all keys. Fields that the service omits are null. Immutable.
 *
 * <p>Source: {@code GET /v1/user/subscription}.
 *
 * @param tier name of the plan
 * @param status status such as {@code active}, {@code trialing} or {@code past_due}
 * @param characterCount credits used in this billing period
 * @param characterLimit credits of the plan in a billing period
 * @param maxCreditLimitExtension credits that may be used beyond the plan and are billed; {@link Long#MAX_VALUE} for
 *     unlimited
 * @param nextReset start of the next billing period
 * @param overage amount of money for use beyond the plan, such as {@code 1.25}
 * @param currency currency of the overage, such as {@code usd}
 * @param hasOpenInvoices whether there are unpaid invoices
 * @param other further fields by name: strings, numbers, booleans, lists and maps
 */
public record Subscription(
        @Nullable String tier,
        @Nullable String status,
        @Nullable Long characterCount,
        @Nullable Long characterLimit,
        @Nullable Long maxCreditLimitExtension,
        @Nullable Instant nextReset,
        @Nullable String overage,
        @Nullable String currency,
        boolean hasOpenInvoices,
        Map<String, Object> other) {
    public Subscription {
        Objects.requireNonNull(other, "other");
    }
}
