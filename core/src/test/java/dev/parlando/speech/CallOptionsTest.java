package dev.parlando.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.reflect.Reflection;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.governor.Priority;
import dev.parlando.telemetry.Timeline;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallOptionsTest {
    private static final CallOptions TRACED = CallOptions.DEFAULT.withHeader("TraceParent", "00-0af7-b7ad-01");

    @Test
    void sendsNamesInLowerCaseAndReplacesEarlierValue() {
        assertThat(TRACED.withHeader("baggage", "a=b; c d").headers())
                .isEqualTo(Map.of("traceparent", "00-0af7-b7ad-01", "baggage", "a=b; c d"));
        assertThat(TRACED.withHeader("traceparent", "").headers()).isEqualTo(Map.of("traceparent", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":path",
                "",
                "two words",
                "Zoë",
                "a:b",
                "trace\u212Aparent",
                "xi-api-key",
                "XI-API-KEY",
                "Content-Type",
                "content-length",
                "Content-Encoding",
                "host",
                "accept",
                "accept-encoding",
                "user-agent",
                "expect",
                "range",
                "Connection",
                "keep-alive",
                "proxy-connection",
                "proxy-authorization",
                "transfer-encoding",
                "upgrade",
                "http2-settings",
                "TE",
                "trailer",
                "a\r\nb"
            })
    void refusesNamesOfEngineAndConnection(String name) {
        InvalidRequestException refusal = catchThrowableOfType(
                InvalidRequestException.class, () -> CallOptions.DEFAULT.withHeader(name, "value"));
        assertThat(refusal.option()).isEqualTo("headers");
        assertThat(refusal).hasMessageContaining("'" + name.replaceAll("\\p{Cntrl}", "?") + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nxi-api-key: b", "a\nb", "a\u0000", "tab\tinside", " Q7z", "Q7z ", "ü", "a\u007f"})
    void refusesValuesThatAreNotVisibleAscii(String value) {
        assertThatThrownBy(() -> CallOptions.DEFAULT.withHeader("x-secret", value))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("'x-secret'")
                .hasMessageNotContaining(value.strip());
    }

    @Test
    void removesHeaderInAnyCase() {
        CallOptions both = TRACED.withHeader("baggage", "a=b");
        assertThat(both.removeHeader("TRACEPARENT").headers()).isEqualTo(Map.of("baggage", "a=b"));
        assertThat(both.removeHeader("x-other")).isEqualTo(both);
        assertThat(both.headers()).hasSize(2);
    }

    @Test
    void boundsNumberAndSizeOfHeaders() {
        CallOptions many = CallOptions.DEFAULT;
        for (int number = 0; number < 32; number++) {
            many = many.withHeader("x-" + number, "a");
        }
        CallOptions full = many;
        assertThatThrownBy(() -> full.withHeader("x-32", "a")).hasMessageContaining("33 with ");
        CallOptions.DEFAULT.withHeader("x", "a".repeat(8191));
        assertThatThrownBy(() -> CallOptions.DEFAULT.withHeader("x", "a".repeat(8192)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("1 with 8193 bytes are more than 32 with 8192 bytes");
    }

    @Test
    void omitsHeaderValuesFromToString() {
        assertThat(TRACED.toString()).contains("traceparent").doesNotContain("0af7");
    }

    @Test
    void refusesDeadlineOutOfRange() {
        assertThat(CallOptions.DEFAULT.withDeadline(Duration.ofMillis(1)).deadline())
                .isEqualTo(Duration.ofMillis(1));
        assertThatThrownBy(() -> CallOptions.DEFAULT.withDeadline(Duration.ZERO))
                .hasMessage("deadline: PT0S is outside PT0.001S to PT576H");
        assertThatThrownBy(() -> CallOptions.DEFAULT.withDeadline(Duration.ofDays(25)))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void refusesTimelineThatCannotRecord() {
        Timeline readOnly = Reflection.newProxy(Timeline.class, (proxy, method, arguments) -> "readOnly");
        assertThatThrownBy(() -> CallOptions.DEFAULT.withTimeline(readOnly))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot record");
    }

    @Test
    void reachesSourceOfEveryForm() {
        ScriptedSpeechSource source = new ScriptedSpeechSource();
        SpeechRequest request = SpeechRequest.of("Hello");
        source.stream(request, chunk -> ChunkAction.CONTINUE);
        assertThat(source.lastOptions()).isSameAs(CallOptions.DEFAULT);
        source.inputStream(request, TRACED);
        assertThat(source.lastOptions()).isSameAs(TRACED);
        CallOptions urgent = CallOptions.DEFAULT.withPriority(Priority.LIVE);
        source.publisher(request, urgent).subscribe(new Ignoring());
        assertThat(source.lastOptions()).isSameAs(urgent);
        source.inputStream(request);
        assertThat(source.lastOptions()).isSameAs(CallOptions.DEFAULT);
    }

    private static final class Ignoring implements Flow.Subscriber<ByteBuffer> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {}

        @Override
        public void onNext(ByteBuffer buffer) {}

        @Override
        public void onError(Throwable error) {}

        @Override
        public void onComplete() {}
    }
}
