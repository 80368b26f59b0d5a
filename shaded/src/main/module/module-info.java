/** The engine with its libraries under other package names. Its exports are those of core. */
module dev.parlando {
    requires jdk.unsupported;
    requires static java.logging;
    requires static jdk.jfr;

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
