package dev.parlando.transcript;

import java.util.List;
import java.util.Locale;

/** File formats for captions. The files are to be stored as UTF-8. */
public enum CaptionFormat {
    /**
     * SubRip. The format has no escapes, so an invisible character breaks up text that a player could mistake for
     * markup.
     */
    SRT {
        @Override
        public String write(List<Caption> captions) {
            StringBuilder file = new StringBuilder();
            int number = 1;
            for (Caption caption : captions) {
                file.append(number++).append('\n');
                appendCaption(file, caption, ',', caption.text().replaceAll(SRT_MARKUP, "$0\u2060"));
            }
            return file.toString();
        }
    },
    /** WebVTT, the format of browsers. Source: W3C, "WebVTT: The Web Video Text Tracks Format", section 4. */
    WEBVTT {
        @Override
        public String write(List<Caption> captions) {
            StringBuilder file = new StringBuilder("WEBVTT\n\n");
            for (Caption caption : captions) {
                appendCaption(file, caption, '.', escape(caption.text()));
            }
            return file.toString();
        }

        private static String escape(String text) {
            return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        }
    };

    /** Matches the start of a tag, as in {@code <b>} and <code>{\an8}</code>, or the first part of an arrow. */
    private static final String SRT_MARKUP = "[<{](?=[\\p{Alpha}/\\\\])|--(?=>)";

    private static final int MILLIS_PER_SECOND = 1000;
    private static final int SECONDS_PER_MINUTE = 60;
    private static final int MINUTES_PER_HOUR = 60;

    /** Returns the content of a file with these captions. */
    public abstract String write(List<Caption> captions);

    /**
     * Appends a caption without blank lines and control characters. A blank line would end the caption; a control
     * character ends the file for some players.
     */
    private static void appendCaption(StringBuilder file, Caption caption, char fraction, String text) {
        file.append(timestamp(caption.startMillis(), fraction))
                .append(" --> ")
                .append(timestamp(caption.endMillis(), fraction))
                .append('\n')
                .append(text.replaceAll("[\\p{Cntrl}&&[^\n]]", "").replaceAll("\n\\s*\n", "\n"))
                .append("\n\n");
    }

    private static String timestamp(long millis, char fraction) {
        long seconds = millis / MILLIS_PER_SECOND;
        long minutes = seconds / SECONDS_PER_MINUTE;
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d%c%03d",
                minutes / MINUTES_PER_HOUR,
                minutes % MINUTES_PER_HOUR,
                seconds % SECONDS_PER_MINUTE,
                fraction,
                millis % MILLIS_PER_SECOND);
    }
}
