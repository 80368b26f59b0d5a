package dev.parlando.command;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.command.console.FailureReporter;
import dev.parlando.command.console.TextInput;
import dev.parlando.command.engine.EngineSession;
import dev.parlando.command.engine.ServiceOptions;
import dev.parlando.programs.assistant.Assistant;
import dev.parlando.programs.assistant.Chat;
import dev.parlando.programs.assistant.RuleBasedResponder;
import dev.parlando.speech.SpeechRequest;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code assistant} verb: answers typed lines aloud; a new line interrupts. */
@Command(
        name = "assistant",
        description = "Speaks an answer to each line that you type; a new line interrupts.",
        sortOptions = false,
        footer = {"", "It follows a few rules; to use a language model, implement the interface Responder."})
final class AssistantCommand implements Callable<Integer> {
    @Mixin
    private VoiceOptions character = new VoiceOptions();

    @Mixin
    private ServiceOptions options = new ServiceOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        SpeechRequest template = character.requestTemplate();
        AudioSink sink = character.sink();
        sink.open(new PcmFormat(template.outputFormat().sampleRateHz(), 1)); // Fails before anything is requested.
        try (EngineSession service = options.open(System.getenv(), command.getErr());
                SpeechPlayer player =
                        SpeechPlayer.builder(service.engine()).sink(sink).open()) {
            service.reportOffline(command.getErr());
            Assistant assistant = new Assistant(player, template, new RuleBasedResponder());
            Chat chat = new Chat(
                    assistant,
                    command.getOut(),
                    failure -> "parlando: " + FailureReporter.describe(FailureReporter.unwrap(failure)));
            chat.run(player, TextInput.lineReader(System.in));
        }
        return ExitCode.OK;
    }
}
