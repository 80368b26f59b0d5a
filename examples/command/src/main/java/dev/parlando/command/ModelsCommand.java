package dev.parlando.command;

import dev.parlando.command.console.RowPrinter;
import dev.parlando.command.engine.EngineSession;
import dev.parlando.command.engine.ServiceOptions;
import dev.parlando.command.rotation.Completions;
import dev.parlando.voice.Model;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The {@code models} verb: lists the text-to-speech models. */
@Command(name = "models", description = "Lists the models that speak.")
final class ModelsCommand implements Runnable {
    @Mixin
    private ServiceOptions options = new ServiceOptions();

    @Option(names = "--json", description = "Print a JSON array.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        CommandSpec command = Objects.requireNonNull(spec);
        try (EngineSession service = options.open(
                System.getenv(), Objects.requireNonNull(spec).commandLine().getErr())) {
            List<Model> models = Completions.await(service.engine().models());
            service.reportOffline(command.commandLine().getErr());
            new RowPrinter(command.commandLine().getOut(), json)
                    .print(models.stream()
                            .filter(Model::canDoTextToSpeech)
                            .map(ModelsCommand::row)
                            .toList());
        }
    }

    private static Map<String, @Nullable Object> row(Model model) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("model_id", model.modelId());
        row.put("name", model.name());
        row.put("maximum_text_length", model.maximumTextLength());
        row.put(
                "languages",
                model.languages().stream().map(Model.Language::languageId).toList());
        row.put("concurrency_group", model.concurrencyGroup());
        return row;
    }
}
