/**
 * Playback of streamed speech: decoders, sample-rate conversion, a player for {@code javax.sound} lines, and a mixer.
 */
module dev.parlando.audio {
    requires transitive dev.parlando;
    requires transitive java.desktop;
    requires HdrHistogram;
    requires concentus;
    requires jlayer;
    requires static jdk.jfr;
    requires static com.google.errorprone.annotations;
    requires static org.jspecify;

    exports dev.parlando.audio;
    exports dev.parlando.audio.decode;
    exports dev.parlando.audio.mix;
    exports dev.parlando.audio.playback;
    exports dev.parlando.audio.resample;
    exports dev.parlando.audio.sink;
    exports dev.parlando.audio.telephony;
    exports dev.parlando.audio.telephony.asterisk;
    exports dev.parlando.audio.telephony.carrier;
    exports dev.parlando.audio.telephony.jambonz;
    exports dev.parlando.audio.telephony.rtp;
}
