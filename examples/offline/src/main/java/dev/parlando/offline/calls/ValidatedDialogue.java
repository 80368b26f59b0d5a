package dev.parlando.offline.calls;

import dev.parlando.offline.synthesis.BodySource;
import dev.parlando.offline.synthesis.SpeakableText;
import dev.parlando.offline.synthesis.SynthesisBodySource;
import dev.parlando.offline.synthesis.TextSamples;
import dev.parlando.offline.voices.OfflineModel;
import dev.parlando.speech.OutputFormat;
import java.util.ArrayList;
import java.util.List;

/**
 * A validated request for a dialogue.
 *
 * @param lines the lines in order; at least one
 * @param model the model whose rules and prices apply
 * @param format the audio format
 * @param logged whether a history item may exist
 * @param endpoint the form of the response
 */
record ValidatedDialogue(
        List<DialogueInput> lines, OfflineModel model, OutputFormat format, boolean logged, SpeechEndpoint endpoint)
        implements AcceptedSpeech {
    @Override
    public int characterCost() {
        return model.cost(lines.stream()
                .mapToInt(line -> line.text().codePointCount(0, line.text().length()))
                .sum());
    }

    @Override
    public String contentType() {
        return endpoint.contentType(format);
    }

    @Override
    public BodySource openBody(OfflineFormats formats) {
        DialogueRecorder recorder = new DialogueRecorder(lines);
        List<TextSamples> texts = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            DialogueInput line = lines.get(i);
            texts.add(new TextSamples(
                    SpeakableText.sentences(line.text()),
                    line.voice(),
                    1,
                    formats.filter(line.voice(), format),
                    recorder.line(i)));
        }
        return endpoint.open(new SynthesisBodySource(texts, format), format, recorder);
    }

    @Override
    public BodySource openBody(BodySource audio, double seconds) {
        return endpoint.open(audio, format, new EvenTimes(lines, true, seconds));
    }
}
