package dev.parlando.offline.calls;

import dev.parlando.offline.synthesis.AlignmentRecorder;
import dev.parlando.offline.synthesis.BodySource;
import dev.parlando.offline.synthesis.SpeakableText;
import dev.parlando.offline.synthesis.SynthesisBodySource;
import dev.parlando.offline.voices.OfflineModel;
import dev.parlando.offline.voices.OfflineVoice;
import dev.parlando.speech.OutputFormat;
import java.util.List;

/**
 * A validated speech request.
 *
 * @param voice the voice to use
 * @param model the model whose rules and prices apply
 * @param format the audio format
 * @param text the text to speak
 * @param speed speed factor; 1 is the voice's own pace
 * @param logged whether a history item may exist
 * @param endpoint the form of the response
 */
record ValidatedSpeechRequest(
        OfflineVoice voice,
        OfflineModel model,
        OutputFormat format,
        String text,
        double speed,
        boolean logged,
        SpeechEndpoint endpoint)
        implements AcceptedSpeech {
    @Override
    public int characterCost() {
        return text.isBlank() ? model.blankCost() : model.cost(text.codePointCount(0, text.length()));
    }

    @Override
    public String contentType() {
        return endpoint.contentType(format);
    }

    @Override
    public BodySource openBody(OfflineFormats formats) {
        AlignmentRecorder recorder = new AlignmentRecorder(text);
        SynthesisBodySource speech = new SynthesisBodySource(
                SpeakableText.sentences(text), voice, speed, formats.filter(voice, format), format, recorder::add);
        return endpoint.open(speech, format, TimingFeed.of(recorder));
    }

    @Override
    public BodySource openBody(BodySource audio, double seconds) {
        return endpoint.open(audio, format, new EvenTimes(List.of(new DialogueInput(text, voice)), false, seconds));
    }
}
