package dev.parlando.command.say;

import dev.parlando.command.console.InterruptHook;
import dev.parlando.command.console.TextInput;
import dev.parlando.command.engine.EngineSession;
import dev.parlando.command.engine.ServiceOptions;
import dev.parlando.command.rotation.Completions;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.ParlandoException;
import dev.parlando.speech.LiveText;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechRequestBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code say} verb: speaks one text to an audio device, a file or a null sink. */
@Command(
        name = "say",
        description = "Speaks a text while it is being generated.",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  parlando say \"Hello from the JVM\"",
            "  date | parlando say - --out now.wav",
            "  some-llm | parlando say -",
            "  parlando say \"Hello\" --out hello.wav --captions hello.vtt",
            "  parlando say \"Hello\" --format ulaw_8000 --out hello.ulaw --json",
            "  parlando say \"Hello\" --out - | mpg123 -"
        })
public final class SayCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "TEXT",
            arity = "0..*",
            description = "Text to speak; - speaks standard input while it is written.")
    private List<String> words = List.of();

    @Option(names = "--voice", paramLabel = "ID", description = "Voice, see 'parlando voices'; the first if not set.")
    private @Nullable String voice;

    @Option(
            names = "--model",
            paramLabel = "ID",
            description = "Model, see 'parlando models' (default: ${DEFAULT-VALUE}).")
    private String model = "eleven_flash_v2_5";

    @Option(
            names = "--format",
            paramLabel = "NAME",
            description = "Output format, see 'parlando formats' (default: ${DEFAULT-VALUE}).")
    private String format = "mp3_44100_128";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write to a file instead: decoded if it ends in .wav, else the bytes as received;"
                    + " - is standard output.")
    private @Nullable Path out;

    @Option(
            names = "--captions",
            paramLabel = "FILE",
            description = "Write captions for the sound, too: SubRip if it ends in .srt, WebVTT if in .vtt.")
    private @Nullable Path captions;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description = "Sound device, see 'parlando devices'; 'none' turns sound off.")
    private @Nullable String device;

    @Option(names = "--stats", description = "Print measurements to standard error.")
    private boolean stats;

    @Option(names = "--json", description = "Print measurements as one JSON object.")
    private boolean json;

    @Mixin
    private ServiceOptions options = new ServiceOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        SpeechRequest draft = draft();
        CaptionFile captionFile = captionFile();
        SpeechReport report = new SpeechReport(draft);
        try (captionFile) {
            return speak(draft, captionFile, report);
        } catch (ParlandoException error) {
            report.failed(error);
            print(report);
            throw error;
        }
    }

    private SpeechRequest draft() throws IOException {
        if (out != null && device != null) {
            throw new InvalidRequestException("--device", "does not go with --out, which plays nothing; leave one out");
        }
        if (json && SpeechTarget.isStandardOutput(out)) {
            throw new InvalidRequestException(
                    "--json", "does not go with --out " + out + ", which gets the standard output; leave one out");
        }
        var builder = requestBuilder().model(model).outputFormat(outputFormat()).timestamps(captions != null);
        if (voice != null) {
            builder.voice(voice);
        }
        return builder.build();
    }

    private @Nullable CaptionFile captionFile() throws IOException {
        if (captions == null) {
            return null;
        }
        if (out != null && isSameFile(captions, out)) {
            throw new InvalidRequestException("--captions", "is the file of --out; name another");
        }
        return new CaptionFile(captions);
    }

    private static boolean isSameFile(Path file, Path other) throws IOException {
        return file.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize())
                || (Files.exists(file) && Files.exists(other) && Files.isSameFile(file, other));
    }

    private OutputFormat outputFormat() {
        try {
            return OutputFormat.parse(format);
        } catch (InvalidRequestException withAllNames) {
            throw new InvalidRequestException("--format", "'" + format + "' is not a format; see 'parlando formats'");
        }
    }

    /** Returns a builder with the words, or without a text if that is on standard input. */
    private SpeechRequestBuilder requestBuilder() {
        if (words.isEmpty()) {
            throw new InvalidRequestException("TEXT", "is missing; give the words to say, or - to read standard input");
        }
        return isOnInput()
                ? SpeechRequest.template()
                : SpeechRequest.builder(TextInput.withoutMarks(String.join(" ", words)));
    }

    private boolean isOnInput() {
        return words.equals(List.of("-"));
    }

    private int speak(SpeechRequest draft, @Nullable CaptionFile captionFile, SpeechReport report) {
        PrintWriter err = commandSpec().commandLine().getErr();
        if (captionFile != null) {
            captionFile.open();
        }
        InputText input = isOnInput() ? InputText.read(System.in) : null;
        try (EngineSession service = options.open(System.getenv(), err);
                SpeechTarget target = SpeechTarget.open(out, device, draft.outputFormat(), err);
                InterruptHook interrupt = new InterruptHook(() -> close(target, captionFile))) {
            if (input != null) {
                awaitText(input, draft);
            }
            SpeechRequest request = withVoice(draft, service);
            SayText text = input == null ? SayText.of(request) : textOf(input, request);
            SpeechOutput speaking = target.speak(service.engine(), text);
            report.started(request, speaking.timeline());
            service.reportOffline(err);
            return await(speaking, captionFile, report, interrupt);
        }
    }

    /**
     * Waits for the start of the text on standard input, or for all of it if it is not heard while it is written.
     *
     * @throws InvalidRequestException if it is not a text or blank
     */
    private void awaitText(InputText input, SpeechRequest template) {
        if (SpeechTarget.isHeardImmediately(out) && isJoinable(template.outputFormat())) {
            input.awaitText();
        } else {
            input.awaitEnd();
        }
        String whole = input.whole();
        if (whole != null) {
            template.toBuilder().text(whole).build();
        }
    }

    /** Returns the text on standard input, which is live if it is still being written. */
    private static SayText textOf(InputText input, SpeechRequest template) {
        String whole = input.whole();
        if (whole != null) {
            return SayText.of(template.toBuilder().text(whole.strip()).build());
        }
        LiveText live = LiveText.of(template);
        live.append(input.takeStart().stripLeading());
        live.subscribeTo(input);
        return SayText.of(live);
    }

    /** Returns whether the audio of several requests can be joined, since it has no header. */
    private static boolean isJoinable(OutputFormat format) {
        return switch (format.codec()) {
            case PCM, MP3, ULAW, ALAW -> true;
            case WAV, OPUS, OTHER -> false;
        };
    }

    private static void close(SpeechTarget target, @Nullable CaptionFile captionFile) {
        target.close();
        if (captionFile != null) {
            captionFile.close();
        }
    }

    private static SpeechRequest withVoice(SpeechRequest draft, EngineSession service) {
        return draft.voiceId() != null
                ? draft
                : draft.toBuilder()
                        .voice(Completions.await(service.engine().defaultVoiceId()))
                        .build();
    }

    private int await(
            SpeechOutput speaking, @Nullable CaptionFile captionFile, SpeechReport report, InterruptHook interrupt) {
        try {
            report.ended(speaking.await());
            if (captionFile != null && !interrupt.raised()) {
                captionFile.write(speaking.words(), commandSpec().commandLine().getErr());
            }
        } catch (ParlandoException error) {
            if (interrupt.raised()) {
                return ExitCode.SOFTWARE; // The process exits with the status of the signal, not with this value.
            }
            throw causeOf(error);
        }
        print(report);
        return ExitCode.OK;
    }

    /** Returns the failure of standard input that has ended a live text, or the error itself. */
    private static ParlandoException causeOf(ParlandoException error) {
        return error.getCause() instanceof InvalidRequestException ofInput ? ofInput : error;
    }

    private void print(SpeechReport report) {
        if (json) {
            report.printJson(commandSpec().commandLine().getOut());
        }
        if (stats) {
            report.printStats(commandSpec().commandLine().getErr());
        }
    }

    private CommandSpec commandSpec() {
        return Objects.requireNonNull(spec);
    }
}
