package dev.parlando.command.console;

import dev.parlando.command.rotation.RotationException;
import dev.parlando.error.DecodeException;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.TruncatedAudioException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.ExitCode;

/** Converts a failure to one line on stderr and an exit code: 2 for an invalid value, 1 otherwise. Stateless. */
public final class FailureReporter {
    /** The meaning of the exit codes, for the help of the verbs. */
    public static final String EXIT_CODES = "Exit code: 0 done, 1 failed, 2 wrong usage.";

    /** The command-line options by the names that the engine and the offline server use in errors. */
    private static final Map<String, String> OPTIONS = Map.ofEntries(
            Map.entry("text", "TEXT"),
            Map.entry("voice_id", "--voice"),
            Map.entry("model_id", "--model"),
            Map.entry("output_format", "--format"),
            Map.entry("base_url", "--base-url"),
            Map.entry("trusted_certificates", "--ca"),
            Map.entry("host", "--host"),
            Map.entry("port", "--port"),
            Map.entry("maximum_concurrent", "--limit"),
            Map.entry("queue_length", "--queue"),
            Map.entry("others_in_use", "--others"),
            Map.entry("pace", "--pace"),
            Map.entry("service_account_user_id", "--account"),
            Map.entry("api_key_id", "--key"),
            Map.entry("name", "--name"),
            Map.entry("permissions", "--permissions"),
            Map.entry("character_limit", "--limit"),
            Map.entry("allowed_ips", "--allow"),
            Map.entry("search", "--search"),
            Map.entry("voice_type", "--type"),
            Map.entry("category", "--category"),
            Map.entry("language", "--language"),
            Map.entry("gender", "--gender"),
            Map.entry("age", "--age"),
            Map.entry("accent", "--accent"),
            Map.entry("use_cases", "--use-case"),
            Map.entry("collection_id", "--collection"),
            Map.entry("voice_ids", "--id"),
            Map.entry("fine_tuning_state", "--fine-tuning-state"),
            Map.entry("min_notice_period_days", "--min-notice-days"),
            Map.entry("sort", "--sort"),
            Map.entry("sort_direction", "--sort-direction"),
            Map.entry("public_url", "--public-url"),
            Map.entry("fleet.redis", "--redis"),
            Map.entry("fleet.account", "--account"),
            Map.entry("auth_token", "TWILIO_AUTH_TOKEN"));

    private FailureReporter() {}

    public static int report(Exception failure, PrintWriter err) {
        Throwable cause = unwrap(failure);
        if (!(cause instanceof ParlandoException) && !isCommandFailure(cause)) {
            System.getLogger(FailureReporter.class.getName())
                    .log(System.Logger.Level.ERROR, "unexpected failure", cause);
        }
        err.println("parlando: " + describe(cause));
        err.flush();
        return exitCode(cause);
    }

    static int exitCode(Throwable cause) {
        return cause instanceof InvalidRequestException ? ExitCode.USAGE : ExitCode.SOFTWARE;
    }

    /** Returns the failure without the {@link CompletionException} that a completion stage wraps around it. */
    public static Throwable unwrap(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Returns a description of the failure in one line, with command-line option names. */
    public static String describe(Throwable cause) {
        String message = cause.getMessage();
        if (cause instanceof InvalidRequestException invalid && message != null) {
            String name = invalid.option();
            return oneLine(OPTIONS.getOrDefault(name, name) + message.substring(name.length()));
        }
        if (cause instanceof ParlandoException && message != null) {
            return oneLine(message) + advice(cause);
        }
        if (isCommandFailure(cause)) {
            return oneLine(String.valueOf(message));
        }
        return oneLine(cause.getClass().getSimpleName() + (message == null ? "" : ": " + message));
    }

    /** Returns whether the message was written for users of the command and needs no prefix. */
    private static boolean isCommandFailure(Throwable cause) {
        return cause instanceof CommandException || cause instanceof RotationException;
    }

    /** Returns a suggested remedy for failures whose engine message contains none. */
    private static String advice(Throwable cause) {
        if (cause instanceof DecodeException) {
            return "; check that the base URL is that of the speech API";
        }
        return cause instanceof TruncatedAudioException ? "; try again" : "";
    }

    public static String oneLine(String message) {
        return message.replaceAll("\\s*\\R\\s*", " ").strip();
    }
}
