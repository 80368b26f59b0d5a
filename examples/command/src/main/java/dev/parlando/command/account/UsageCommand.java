package dev.parlando.command.account;

import dev.parlando.account.Account;
import dev.parlando.account.Subscription;
import dev.parlando.command.console.CommandException;
import dev.parlando.command.console.RowPrinter;
import dev.parlando.command.rotation.Completions;
import dev.parlando.error.AuthenticationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** The {@code usage} verb: prints the usage of the account as a whole and per key. */
@Command(
        name = "usage",
        description = {
            "Prints the used and remaining credits of the account, and the use of each service account key in"
                    + " this billing period.",
            "",
            "The first needs the permission user_read, the second service_account_write; a part without permission is left"
                    + " out with a notice."
        })
public final class UsageCommand extends AccountSubcommand {
    private static final String MISSING_PERMISSION = "missing_permissions";

    @Option(names = "--account", paramLabel = "ID", description = "Print only the keys of this service account.")
    private @Nullable String only;

    private final List<String> omitted = new ArrayList<>();

    UsageCommand() {
        super(false);
    }

    @Override
    int run(Account account) {
        Map<String, @Nullable Object> plan =
                ifPermitted("user_read", "plan and credits", () -> plan(Completions.await(account.subscription())));
        List<Map<String, @Nullable Object>> keys = ifPermitted("service_account_write", "keys", () -> keys(account));
        if (plan == null && keys == null) {
            throw new CommandException("nothing can be printed: " + String.join(", and ", omitted), null);
        }
        omitted.forEach(this::notice);
        print(plan, keys);
        return ExitCode.OK;
    }

    /** Returns the response, or null if the key lacks the permission. */
    private <T> @Nullable T ifPermitted(String permission, String what, Supplier<T> request) {
        try {
            return request.get();
        } catch (AuthenticationException e) {
            if (!e.error().hasReason(MISSING_PERMISSION)) {
                throw e;
            }
            omitted.add("the key lacks the permission " + permission + ", which " + what + " need");
            return null;
        }
    }

    private List<Map<String, @Nullable Object>> keys(Account account) {
        return KeyRows.accounts(account, only).stream()
                .flatMap(owner -> owner.keys().stream().map(key -> KeyRows.used(owner, key)))
                .toList();
    }

    private static Map<String, @Nullable Object> plan(Subscription subscription) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        Long extension = subscription.maxCreditLimitExtension();
        row.put("plan", subscription.tier());
        row.put("status", subscription.status());
        row.put("used", subscription.characterCount());
        row.put("limit", subscription.characterLimit());
        row.put("beyond_limit", extension != null && extension == Long.MAX_VALUE ? "unlimited" : extension);
        row.put("next_reset", subscription.nextReset() == null ? null : String.valueOf(subscription.nextReset()));
        row.put("overage", subscription.overage());
        row.put("currency", subscription.currency());
        row.put("open_invoices", subscription.hasOpenInvoices());
        return row;
    }

    private void print(
            @Nullable Map<String, @Nullable Object> plan, @Nullable List<Map<String, @Nullable Object>> keys) {
        if (isJson()) {
            Map<String, @Nullable Object> facts = new LinkedHashMap<>();
            facts.put("subscription", plan);
            facts.put("keys", keys);
            out().println(RowPrinter.toJson(facts));
            out().flush();
            return;
        }
        if (plan != null) {
            listing().printOne(plan);
        }
        if (plan != null && keys != null && !keys.isEmpty()) {
            out().println();
        }
        if (keys != null) {
            listing().print(keys);
        }
    }
}
