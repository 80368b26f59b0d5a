package dev.parlando.command;

import dev.parlando.command.console.RowPrinter;
import dev.parlando.command.engine.EngineSession;
import dev.parlando.command.engine.ServiceOptions;
import dev.parlando.command.rotation.Completions;
import dev.parlando.voice.Voice;
import dev.parlando.voice.VoicePage;
import dev.parlando.voice.VoiceQuery;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The {@code voices} verb: lists the voices that the account can use. */
@Command(name = "voices", description = "Lists the voices of the account.")
final class VoicesCommand implements Runnable {
    @Mixin
    private ServiceOptions options = new ServiceOptions();

    @Mixin
    private VoiceFilterOptions filters = new VoiceFilterOptions();

    @Option(names = "--all", description = "List all pages, not just the first 100 voices.")
    private boolean all;

    @Option(names = "--json", description = "Print a JSON array.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        CommandSpec command = Objects.requireNonNull(spec);
        PrintWriter err = command.commandLine().getErr();
        VoiceQuery query = filters.query();
        try (EngineSession service = options.open(System.getenv(), err)) {
            List<Voice> voices =
                    all ? service.engine().allVoices(query).stream().toList() : firstPage(service, query, err);
            service.reportOffline(err);
            if (voices.isEmpty()) {
                err.println("parlando: " + none(query));
            }
            new RowPrinter(command.commandLine().getOut(), json)
                    .print(voices.stream().map(VoicesCommand::row).toList());
        }
    }

    private static List<Voice> firstPage(EngineSession service, VoiceQuery query, PrintWriter err) {
        VoicePage page = Completions.await(service.engine().voices(query));
        if (page.hasMore()) {
            err.println("parlando: there are more voices; list them with --all or narrow them with --search");
        }
        return page.voices();
    }

    private static String none(VoiceQuery query) {
        if (query.equals(VoiceQuery.ALL)) {
            return "the account has no voice";
        }
        return "no voice matches" + (query.search() == null ? "" : " '" + query.search() + "'");
    }

    private static Map<String, @Nullable Object> row(Voice voice) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("voice_id", voice.voiceId());
        row.put("name", voice.name());
        row.put("category", voice.category());
        row.put("labels", new TreeMap<>(voice.labels()));
        row.put("description", voice.description());
        return row;
    }
}
