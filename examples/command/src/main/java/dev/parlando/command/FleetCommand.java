package dev.parlando.command;

import dev.parlando.command.console.CommandException;
import dev.parlando.command.console.RowPrinter;
import dev.parlando.credentials.ApiKey;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.fleet.FleetException;
import dev.parlando.fleet.FleetFigures;
import dev.parlando.fleet.FleetSettings;
import dev.parlando.fleet.RedisLogin;
import dev.parlando.governor.Priority;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The {@code fleet} verb: prints the figures of the engines that divide the limit of an account. */
@Command(
        name = "fleet",
        description = "Prints the engines of an account, their shares of its limit, and the characters of each key.",
        footer = {
            "",
            "The user and the password of Redis are read from " + FleetCommand.USER_VARIABLE + " and "
                    + FleetCommand.PASSWORD_VARIABLE + "."
        })
final class FleetCommand implements Runnable {
    static final String USER_VARIABLE = "PARLANDO_REDIS_USER";
    static final String PASSWORD_VARIABLE = "PARLANDO_REDIS_PASSWORD";
    static final String KEY_VARIABLE = "ELEVENLABS_API_KEY";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Option(
            names = "--redis",
            paramLabel = "URL",
            required = true,
            description = "redis://HOST:PORT, or rediss for TLS.")
    private @Nullable URI redis;

    @Option(
            names = "--account",
            paramLabel = "NAME",
            description = "Name of the account that the engines use; without it, that of the key in "
                    + FleetCommand.KEY_VARIABLE + ".")
    private @Nullable String account;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        FleetFigures figures;
        try {
            figures = FleetFigures.read(settings());
        } catch (FleetException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
        print(figures);
    }

    /** Prints figures as tables, or as one JSON object. */
    void print(FleetFigures figures) {
        if (json) {
            out().println(RowPrinter.toJson(Map.of(
                    "groups",
                    figures.groups().stream().map(FleetCommand::document).toList())));
            out().flush();
            return;
        }
        if (figures.groups().isEmpty()) {
            spec().commandLine().getErr().println("no engine has used this account at " + redis);
        }
        RowPrinter printer = new RowPrinter(out(), false);
        printer.print(figures.groups().stream().map(FleetCommand::row).toList());
        figures.groups().forEach(group -> {
            printBlock(printer, engines(group));
            printBlock(printer, characters(group));
        });
    }

    private FleetSettings settings() {
        URI server = Objects.requireNonNull(redis);
        if (server.getRawUserInfo() != null) {
            throw new InvalidRequestException(
                    "fleet.redis",
                    "has a user or a password, which other users see in the list of processes; set " + USER_VARIABLE
                            + " and " + PASSWORD_VARIABLE);
        }
        FleetSettings settings = FleetSettings.of(server, accountName())
                .withLease(TIMEOUT.multipliedBy(3))
                .withTimeout(TIMEOUT);
        String password = System.getenv(PASSWORD_VARIABLE);
        String user = System.getenv(USER_VARIABLE);
        return password == null ? settings : settings.withLogin(() -> new RedisLogin(user, password));
    }

    private String accountName() {
        if (account != null) {
            return account;
        }
        String key = System.getenv(KEY_VARIABLE);
        if (key == null || key.isBlank()) {
            throw new InvalidRequestException("fleet.account", "is missing, and " + KEY_VARIABLE + " is not set");
        }
        return "key:" + ApiKey.of(key.strip()).fingerprint();
    }

    private PrintWriter out() {
        return spec().commandLine().getOut();
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(spec);
    }

    private void printBlock(RowPrinter printer, List<Map<String, @Nullable Object>> rows) {
        if (!rows.isEmpty()) {
            out().println();
            printer.print(rows);
        }
    }

    private static Map<String, @Nullable Object> row(FleetFigures.Group group) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("group", group.modelGroup());
        row.put("limit", group.limit() == 0 ? null : group.limit());
        row.put("withheld", group.withheld());
        row.put("in_flight", group.inFlight());
        row.put("use_percent", group.limit() == 0 ? null : 100 * group.inFlight() / group.limit());
        row.put("queued", group.queued());
        row.put("refusals", group.refusals());
        return row;
    }

    private static Map<String, @Nullable Object> document(FleetFigures.Group group) {
        Map<String, @Nullable Object> document = row(group);
        document.put("engines", engines(group));
        document.put("characters", new TreeMap<>(group.characters()));
        return document;
    }

    private static List<Map<String, @Nullable Object>> engines(FleetFigures.Group group) {
        return group.engines().stream()
                .map(engine -> {
                    Map<String, @Nullable Object> row = new LinkedHashMap<>();
                    row.put("engine", engine.name());
                    row.put("id", engine.id());
                    row.put("share", engine.share());
                    row.put("in_flight", engine.inFlight());
                    for (Priority priority : Priority.values()) {
                        row.put(
                                "queued_" + priority.name().toLowerCase(Locale.ROOT),
                                engine.queued().get(priority));
                    }
                    row.put("lease_left_ms", engine.leaseLeft().toMillis());
                    return row;
                })
                .toList();
    }

    private static List<Map<String, @Nullable Object>> characters(FleetFigures.Group group) {
        return new TreeMap<>(group.characters())
                .entrySet().stream()
                        .map(entry -> {
                            Map<String, @Nullable Object> row = new LinkedHashMap<>();
                            row.put("key", entry.getKey());
                            row.put("characters", entry.getValue());
                            return row;
                        })
                        .toList();
    }
}
