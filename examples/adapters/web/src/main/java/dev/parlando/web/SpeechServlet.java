package dev.parlando.web;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;

/**
 * Servlet that speaks the parameter {@code text}, for the source of an {@code <audio>} element; see {@link ServletSpeech}.
 * A text that is missing, too long or not valid is refused with status 400.
 *
 * <p>Each request is billed, so that the servlet belongs behind the login of the application. It must be registered with
 * {@code asyncSupported}.
 *
 * <p>Threading: safe for use from any thread.
 */
public final class SpeechServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient SpeechSource source;
    private final transient SpeechRequest template;
    private final int maxCharacters;

    /**
     * Creates a servlet.
     *
     * @param template the voice, model and format, as a {@linkplain SpeechRequest#template() request without a text}
     * @param maxCharacters the longest text
     */
    public SpeechServlet(SpeechSource source, SpeechRequest template, int maxCharacters) {
        this.source = Objects.requireNonNull(source, "source");
        this.template = Objects.requireNonNull(template, "template");
        this.maxCharacters = maxCharacters;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String text = request.getParameter("text");
        if (text == null || text.length() > maxCharacters) {
            response.sendError(
                    HttpServletResponse.SC_BAD_REQUEST,
                    "text: is missing or longer than " + maxCharacters + " characters");
            return;
        }
        try {
            ServletSpeech.send(source, template.toBuilder().text(text).build(), request, response);
        } catch (InvalidRequestException e) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST, e.getMessage());
        }
    }

    /** Refuses the method, since the standard implementation would send a request for speech. */
    @Override
    protected void doHead(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    }
}
