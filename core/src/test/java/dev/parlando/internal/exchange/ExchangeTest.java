package dev.parlando.internal.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.error.EngineClosedException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import dev.parlando.internal.origin.Origin;
import dev.parlando.network.Timeouts;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that an exchange ends whichever of its methods throws. */
class ExchangeTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<Throwable> unexpected = new ArrayList<>();
    private final List<Http2Error> resets = new ArrayList<>();
    private String throwingIn = "";
    private final Throwing exchange = new Throwing();

    ExchangeTest() {
        channel.freezeTime();
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void call(String method) {
        if (method.equals(throwingIn)) {
            throw new NoClassDefFoundError(method);
        }
    }

    private final class Throwing extends Exchange implements Exchange.Carrier {
        Throwing() {
            super(channel.eventLoop(), Timeouts.DEFAULT, null);
        }

        @Override
        public Http2Headers requestHeaders(Origin origin) {
            return new DefaultHttp2Headers();
        }

        @Override
        public byte[] requestBody() {
            return new byte[0];
        }

        @Override
        public int windowBytes() {
            return 65_535;
        }

        @Override
        public boolean creditsAutomatically() {
            return true;
        }

        @Override
        public void onRequestStart(boolean connectionReused) {
            call("onRequestStart");
        }

        @Override
        public void onRequestSent() {
            call("onRequestSent");
        }

        @Override
        public void onHeaders(Http2Headers headers) {
            call("onHeaders");
        }

        @Override
        public void onBody(ByteBuf data, int paddingBytes) {
            data.release();
            call("onBody");
        }

        @Override
        public void onEnd() {
            call("onEnd");
        }

        @Override
        public void onFailed(ParlandoException error) {
            call("onFailed");
        }

        @Override
        protected void onUnexpected(Throwable thrown) {
            unexpected.add(thrown);
        }

        @Override
        public ParlandoException toException(StreamFailure failure, RequestProgress progress) {
            call("toException");
            return new EngineClosedException(failure.reason());
        }

        @Override
        protected boolean isBackpressured() {
            return false;
        }

        @Override
        public String protocol() {
            return "test";
        }

        @Override
        public void credit(int bytes) {}

        @Override
        public void reset(Http2Error code) {
            resets.add(code);
            call("reset");
        }
    }

    private void run() {
        exchange.begin(exchange, false);
        exchange.requestWritten();
        exchange.receiveHeaders(new DefaultHttp2Headers().status("200"));
        exchange.receiveBody(Unpooled.wrappedBuffer(new byte[1]), 0);
        exchange.receiveEnd();
    }

    private void assertEndedBy(String method) {
        assertThat(unexpected).singleElement().satisfies(thrown -> assertThat(thrown)
                .isInstanceOf(NoClassDefFoundError.class)
                .hasMessage(method));
        assertThat(exchange.isClosed()).isTrue();
    }

    @Test
    void callsNothingUnexpectedIfNothingThrows() {
        run();
        assertThat(unexpected).isEmpty();
        assertThat(resets).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"onRequestStart", "onRequestSent", "onHeaders", "onBody"})
    void resetsStreamIfMethodThrows(String method) {
        throwingIn = method;
        run();
        assertEndedBy(method);
        assertThat(resets).containsExactly(Http2Error.INTERNAL_ERROR);
    }

    @Test
    void endsIfOnEndThrows() {
        throwingIn = "onEnd";
        run();
        assertEndedBy("onEnd");
    }

    @ParameterizedTest
    @CsvSource({"onFailed, false", "toException, false", "onFailed, true", "toException, true", "reset, true"})
    void endsIfReportOfFailureThrows(String method, boolean timeout) {
        throwingIn = method;
        exchange.begin(exchange, false);
        if (timeout) {
            channel.advanceTimeBy(Timeouts.DEFAULT.requestWrite().toMillis(), TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
        } else {
            exchange.fail(StreamFailure.of("gone", null));
        }
        assertEndedBy(method);
    }

    @Test
    void endsIfReportOfUnsentFailureThrows() {
        throwingIn = "onFailed";
        exchange.failUnsent(new EngineClosedException("closed"));
        assertEndedBy("onFailed");
    }

    @Test
    void endsIfReportOfBrokenProtocolThrows() {
        throwingIn = "onFailed";
        exchange.begin(exchange, false);
        exchange.receiveEnd();
        assertEndedBy("onFailed");
        assertThat(resets).containsExactly(Http2Error.PROTOCOL_ERROR);
    }
}
