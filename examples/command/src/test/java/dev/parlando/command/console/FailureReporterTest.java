package dev.parlando.command.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.PlaybackException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class FailureReporterTest {
    private final StringWriter err = new StringWriter();

    @Test
    void namesInvalidParameterByItsOption() {
        assertThat(report(new InvalidRequestException("voice_id", "'a/b' is not allowed")))
                .isEqualTo(2);
        assertThat(err.toString()).isEqualToIgnoringNewLines("parlando: --voice: 'a/b' is not allowed");
    }

    @Test
    void keepsParameterNameWithoutMatchingOption() {
        report(new InvalidRequestException("api_key", "none is set"));
        assertThat(err.toString()).isEqualToIgnoringNewLines("parlando: api_key: none is set");
    }

    @Test
    void unwrapsCompletionException() {
        assertThat(report(new CompletionException(new PlaybackException("the disk\n  is full", null))))
                .isEqualTo(1);
        assertThat(err.toString()).isEqualToIgnoringNewLines("parlando: the disk is full");
    }

    @Test
    void printsUnexpectedExceptionInOneLine() {
        assertThat(report(new IllegalStateException("one\r\ntwo"))).isEqualTo(1);
        assertThat(err.toString()).isEqualToIgnoringNewLines("parlando: IllegalStateException: one two");
    }

    @Test
    void printsCommandMessageUnchanged() {
        assertThat(report(new CommandException("nothing was done", null))).isEqualTo(1);
        assertThat(err.toString()).isEqualToIgnoringNewLines("parlando: nothing was done");
    }

    private int report(Exception failure) {
        return FailureReporter.report(failure, new PrintWriter(err));
    }
}
