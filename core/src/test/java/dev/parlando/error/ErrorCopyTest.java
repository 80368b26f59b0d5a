package dev.parlando.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that a copy of an error has its type and values, but can be changed on its own. */
class ErrorCopyTest {
    static List<ParlandoException> samples() {
        return ErrorSamples.all();
    }

    /** Returns all values except the stack trace, which is that of the copy. */
    private static Map<String, String> values(ParlandoException error) throws ReflectiveOperationException {
        Map<String, String> values = ErrorSamples.values(error);
        values.remove("stack");
        return values;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void hasTypeAndValuesOfOriginal(ParlandoException error) throws Exception {
        ParlandoException copy = error.copy();
        assertThat(copy).isNotSameAs(error).hasSameClassAs(error);
        assertThat(values(copy)).isEqualTo(values(error));
        copy.addSuppressed(new IllegalStateException("of one caller"));
        assertThat(error.getSuppressed()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void hasOriginalAsCauseUnlessCauseIsDefined(ParlandoException error) {
        boolean defined = error instanceof HandlerException || error instanceof InternalException;
        assertThat(error.copy().getCause()).isSameAs(defined ? error.getCause() : error);
    }
}
