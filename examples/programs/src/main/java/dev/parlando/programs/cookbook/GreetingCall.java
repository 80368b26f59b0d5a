package dev.parlando.programs.cookbook;

// region
import dev.parlando.SpeechEngine;
import dev.parlando.audio.telephony.LegListener;
import dev.parlando.audio.telephony.LegUtterance;
import dev.parlando.audio.telephony.MarkOutcome;
import dev.parlando.audio.telephony.MediaFormat;
import dev.parlando.audio.telephony.PacketClock;
import dev.parlando.audio.telephony.TelephoneLeg;
import dev.parlando.audio.telephony.rtp.RtpSession;

/** Speaks to a receiver of RTP, such as a media server; the arguments are its host and port. */
final class GreetingCall implements LegListener {
    public static void main(String[] arguments) {
        try (SpeechEngine engine = SpeechEngine.create(); // The key is read from ELEVENLABS_API_KEY.
                PacketClock clock = PacketClock.create()) { // One for all calls of the application.
            RtpSession session = RtpSession.builder(MediaFormat.ULAW_8000, arguments[0], Integer.parseInt(arguments[1]))
                    .open();
            System.out.print(session.sdp(20)); // Describes the stream for its receiver.
            greet(engine, clock, session);
        }
    }

    static void greet(SpeechEngine engine, PacketClock clock, RtpSession session) {
        GreetingCall listener = new GreetingCall();
        try (TelephoneLeg leg = TelephoneLeg.builder(engine, clock, session)
                .listener(listener)
                .open()) { // Sends silence from now on; its end closes the session.
            leg.say("Welcome.");
            leg.mark("welcomed");
            LegUtterance question = leg.say("How can I help you?"); // Follows without a gap.
            question.join();
            System.out.println(leg.statistics().lateness());
        }
    }

    @Override
    public void onMark(TelephoneLeg leg, String name, MarkOutcome outcome) {
        System.out.println(name + ": " + outcome);
    }
}
// endregion
