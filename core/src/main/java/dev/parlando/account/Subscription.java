package dev.parlando.account;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Describes the plan of the account and how much of it is used, over all keys; what the service left out is null. Immutable.
 *
 * <p>Source: {@code GET /v1/user/subscription}.
 *
 * @param tier name of the plan
 * @param status such as {@code active}, {@code trialing} or {@code past_due}
 * @param characterCount credits used in this billing period
 * @param characterLimit credits that the plan has in a billing period
 * @param maxCreditLimitExtension credits that may be used beyond them and are billed; {@link Long#MAX_VALUE} for unlimited
 * @param nextReset when the next billing period begins
 * @param overage what was used beyond the plan, as an amount of money such as {@code 1.25}
 * @param currency of the overage, such as {@code usd}
 * @param hasOpenInvoices whether something is to be paid
 * @param other what else the service said of it: strings, numbers, booleans, lists and maps by name
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
        Map<String, Object> other) {}
