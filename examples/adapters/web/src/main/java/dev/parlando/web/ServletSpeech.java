package dev.parlando.web;

import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;

/**
 * Speech in the response of a servlet, sent while it is synthesised. No thread waits meanwhile.
 *
 * <p>The response has the content type of the audio, such as {@code audio/mpeg}, and no length. If the browser reads
 * slowly, the service stops sending after one flow-control window. If it leaves, the request is cancelled with the next
 * bytes.
 *
 * <p>An error before the first byte becomes a status: 400 for a request that is not valid, 503 if there is no capacity, and
 * 502 for any other failure. After the first byte the response just ends, since a servlet cannot abort it.
 */
public final class ServletSpeech {
    private ServletSpeech() {}

    /**
     * Starts the speech and returns. The servlet must support asynchronous requests, and must not use the response any
     * more.
     */
    public static void send(
            SpeechSource source, SpeechRequest speech, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(speech, "speech");
        AsyncContext context = request.startAsync();
        context.setTimeout(0); // The engine ends speech that is not read; see Timeouts.hold().
        SpeechWriter writer = new SpeechWriter(source, speech, context, response);
        response.getOutputStream().setWriteListener(writer);
    }
}
