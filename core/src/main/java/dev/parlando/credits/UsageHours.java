package dev.parlando.credits;

/**
 * Knows at which hours of the day and on which days of the week a key is used, so that it can tell when it is not.
 *
 * <p>An hour or a day is quiet only if it would hardly have been so by chance.
 *
 * <p>Threading: guarded by the lock of its key.
 */
final class UsageHours {
    private static final int DAYS_OF_WEEK = 7;

    /** What happened is forgotten over four weeks. */
    private static final int DAYS_KEPT = 28;

    private static final int WEEKS_KEPT = DAYS_KEPT / DAYS_OF_WEEK;

    /** Hours to either side that must be quiet as well. */
    private static final int NEIGHBOUR_HOURS = 2;

    /** How many uses there would have been around that hour, were they spread evenly; none by chance has then 0.7 %. */
    private static final double MIN_EXPECTED_USES = 5;

    /** How much of that even share still is quiet. */
    private static final double QUIET_SHARE = 0.03;

    /** How often a quiet day may have been used: once, but not lately. */
    private static final double QUIET_DAY_SHARE = 0.1;

    /** How likely a day of the week may be quiet by chance. */
    private static final double QUIET_DAY_PROBABILITY = 0.03;

    /** Part of a busy hour that counts as use at all. */
    private static final double MIN_USE_SHARE = 0.05;

    private static final int MIN_HOURS_OF_DAY = 20;
    private static final double DECAY = 1 - 1.0 / (DAYS_KEPT * HourOfWeek.HOURS_PER_DAY);

    /** For each hour of the day, and each day of the week, how often it was used, from 0 to 1. */
    private final float[] usedHours = new float[HourOfWeek.HOURS_PER_DAY];

    private final float[] usedDays = new float[DAYS_OF_WEEK];
    private final int[] daysSeen = new int[DAYS_OF_WEEK];
    private long hours;
    private double credits;
    private double squaredCredits;

    private int day = -1;
    private int hoursOfDay;
    private boolean dayUsed;

    /** Learns what was spent in an hour. */
    void add(int hourOfWeek, double usedCredits) {
        credits = credits * DECAY + usedCredits;
        squaredCredits = squaredCredits * DECAY + usedCredits * usedCredits;
        boolean used = isUse(usedCredits);
        updateShare(usedHours, HourOfWeek.hourOfDay(hourOfWeek), used, DAYS_KEPT, hours / HourOfWeek.HOURS_PER_DAY);
        if (HourOfWeek.dayOfWeek(hourOfWeek) != day) {
            endDay();
            day = HourOfWeek.dayOfWeek(hourOfWeek);
        }
        hoursOfDay++;
        dayUsed |= used;
        hours++;
    }

    /** Lets hours pass of which nothing is learned. */
    void skipGap() {
        day = -1;
        hoursOfDay = 0;
        dayUsed = false;
    }

    private void endDay() {
        if (hoursOfDay >= MIN_HOURS_OF_DAY) {
            updateShare(usedDays, day, dayUsed, WEEKS_KEPT, daysSeen[day]++);
        }
        hoursOfDay = 0;
        dayUsed = false;
    }

    private static void updateShare(float[] shares, int slot, boolean used, int window, long seenBefore) {
        double weight = Math.max(1.0 / window, 1.0 / (seenBefore + 1));
        shares[slot] += (float) (weight * ((used ? 1 : 0) - shares[slot]));
    }

    /** Returns whether that much in an hour is use, rather than a trifle beside a busy hour of this key. */
    boolean isUse(double usedCredits) {
        return usedCredits > 0 && usedCredits * credits >= MIN_USE_SHARE * squaredCredits;
    }

    /** Returns whether the key is not used around that hour of any day, or not on that day of the week. */
    boolean isQuiet(int hourOfWeek) {
        return isQuietHour(HourOfWeek.hourOfDay(hourOfWeek)) || isQuietDay(HourOfWeek.dayOfWeek(hourOfWeek));
    }

    private boolean isQuietHour(int hour) {
        double around = 0;
        for (int i = -NEIGHBOUR_HOURS; i <= NEIGHBOUR_HOURS; i++) {
            around += usedHours[(hour + i + HourOfWeek.HOURS_PER_DAY) % HourOfWeek.HOURS_PER_DAY];
        }
        double even = sum(usedHours) * (2 * NEIGHBOUR_HOURS + 1) / HourOfWeek.HOURS_PER_DAY;
        double daysSeen = Math.min((double) hours / HourOfWeek.HOURS_PER_DAY, DAYS_KEPT);
        return even * daysSeen >= MIN_EXPECTED_USES && around < QUIET_SHARE * even;
    }

    private boolean isQuietDay(int dayOfWeek) {
        double others = (sum(usedDays) - usedDays[dayOfWeek]) / (DAYS_OF_WEEK - 1);
        int weeksSeen = Math.min(daysSeen[dayOfWeek], WEEKS_KEPT);
        boolean significant = Math.pow(1 - others, weeksSeen) <= QUIET_DAY_PROBABILITY;
        return weeksSeen >= 2 && significant && usedDays[dayOfWeek] < QUIET_DAY_SHARE;
    }

    private static double sum(float[] shares) {
        double sum = 0;
        for (float share : shares) {
            sum += share;
        }
        return sum;
    }
}
