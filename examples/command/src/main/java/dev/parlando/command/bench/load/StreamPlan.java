package dev.parlando.command.bench.load;

import dev.parlando.command.bench.result.StreamGroup;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The groups of a run and its texts. Consecutive streams belong to different groups, and each group speaks the same texts
 * in the same order. Immutable.
 */
final class StreamPlan {
    private record Kind(StreamGroup group, int region, SpeechRequest template) {}

    private final PromptSet prompts;
    private final List<Kind> kinds = new ArrayList<>();

    StreamPlan(PromptSet prompts) {
        this.prompts = prompts;
    }

    /**
     * Adds the groups of one service: each format with each model and each voice.
     *
     * @throws InvalidRequestException if a value is not allowed
     */
    void addRegion(int region, String name, List<OutputFormat> formats, List<String> models, List<String> voices) {
        for (OutputFormat format : formats) {
            for (String model : models) {
                for (String voice : voices) {
                    SpeechRequest template = SpeechRequest.template()
                            .outputFormat(format)
                            .model(model)
                            .voice(voice)
                            .build();
                    kinds.add(new Kind(new StreamGroup(format.value(), model, voice, name, null), region, template));
                }
            }
        }
    }

    /**
     * Returns the streams of one level, which speak the first texts of the plan.
     *
     * @param firstIndex number of the first stream
     * @param concurrency number of streams in flight, or null for a rate
     * @throws InvalidRequestException if a text is not allowed
     */
    List<PlannedStream> streams(int firstIndex, int count, @Nullable Integer concurrency) {
        List<StreamGroup> groups =
                kinds.stream().map(kind -> kind.group.at(concurrency)).toList();
        List<PlannedStream> streams = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            int number = index % kinds.size();
            Kind kind = kinds.get(number);
            int text = textOf(prompts, kinds.size(), index);
            SpeechRequest request =
                    kind.template.toBuilder().text(prompts.texts().get(text)).build();
            streams.add(new PlannedStream(firstIndex + index, groups.get(number), kind.region, text, request));
        }
        return streams;
    }

    private static int textOf(PromptSet prompts, int groups, int index) {
        return index / groups % prompts.texts().size();
    }

    /** Returns the number of characters that the first streams of a plan send. */
    static long characters(PromptSet prompts, int groups, int count) {
        long characters = 0;
        for (int index = 0; index < count; index++) {
            String text = prompts.texts().get(textOf(prompts, groups, index));
            characters += text.codePointCount(0, text.length());
        }
        return characters;
    }
}
