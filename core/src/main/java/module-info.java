/** A streaming text-to-speech client over HTTP/2, with flow control that follows the consumer. */
@SuppressWarnings("module") // The audio module, which some exports name, is compiled after this one.
module dev.parlando {
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires com.lmax.disruptor;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.codec.http2;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.handler.proxy;
    requires io.netty.transport;
    requires static java.logging;
    requires static jdk.jfr;
    requires static com.google.errorprone.annotations;
    requires static org.jspecify;

    exports dev.parlando;
    exports dev.parlando.account;
    exports dev.parlando.cache;
    exports dev.parlando.credentials;
    exports dev.parlando.credits;
    exports dev.parlando.error;
    exports dev.parlando.fallback;
    exports dev.parlando.governor;
    exports dev.parlando.internal.event to
            dev.parlando.audio;
    exports dev.parlando.internal.jfr to
            dev.parlando.audio;
    exports dev.parlando.internal.json to
            dev.parlando.audio;
    exports dev.parlando.internal.option to
            dev.parlando.audio;
    exports dev.parlando.internal.websocket to
            dev.parlando.audio;
    exports dev.parlando.metrics;
    exports dev.parlando.network;
    exports dev.parlando.speech;
    exports dev.parlando.telemetry;
    exports dev.parlando.text;
    exports dev.parlando.transcript;
    exports dev.parlando.voice;
}
