package dev.parlando.web;

import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;

/** The registration of the servlet, as in a {@code ServletContainerInitializer}. */
final class SpeechEndpoint {
    private SpeechEndpoint() {}

    // region
    static void register(ServletContext application, SpeechSource engine) {
        SpeechRequest template = SpeechRequest.template()
                .outputFormat(OutputFormat.MP3_44100_128)
                .build();
        ServletRegistration.Dynamic servlet =
                application.addServlet("speech", new SpeechServlet(engine, template, 500)); // Up to 500 characters.
        servlet.addMapping("/speech");
        servlet.setAsyncSupported(true);
    }
    // endregion
}
