/** A loopback server that implements the ElevenLabs API with a synthesiser of its own. */
module dev.parlando.offline {
    requires transitive dev.parlando;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires concentus;
    requires dev.parlando.audio;
    requires freetts;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.codec.http2;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.pkitesting;
    requires io.netty.transport;
    requires java.desktop;
    requires jump3r;
    requires static com.google.errorprone.annotations;
    requires static org.jspecify;
    requires static org.junit.jupiter.api;

    exports dev.parlando.offline;
    exports dev.parlando.offline.junit;
    exports dev.parlando.offline.load;
}
