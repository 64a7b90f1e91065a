// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.felix;

import java.nio.file.Path;
import java.time.Duration;

import coattail.benchmarks.measure.Follower;
import coattail.benchmarks.measure.Hopping;

/** An instance of a chain in which each performs at the next. */
public final class HoppingMember implements Follower {
    private final CoattailMember member;

    private HoppingMember(CoattailMember member) {
        this.member = member;
    }

    /** Starts one; see {@link CoattailMember#start}. */
    public static HoppingMember start(Path program, Path directory, String name) throws Exception {
        return new HoppingMember(CoattailMember.start(program, directory, name));
    }

    @Override
    public String obey(String... words) throws Exception {
        switch (words[0]) {
            case Hopping.INVITE -> {
                return member.invitation();
            }
            case Hopping.JOIN -> {
                member.join(words[1]);
                return "";
            }
            default -> {
                return Long.toString(hop(member.service(Hopping.class), words));
            }
        }
    }

    private static long hop(Hopping hopping, String... words) throws Exception {
        int run = Integer.parseInt(words[1]);
        return switch (words[0]) {
            case Hopping.BEGIN ->
                hopping.begin(run, Integer.parseInt(words[2]), Duration.ofMillis(Long.parseLong(words[3])));
            case Hopping.ARRIVED -> hopping.arrived(run);
            case Hopping.CANCEL -> hopping.cancel(run);
            case Hopping.ENDED -> hopping.ended(run);
            default -> throw new IllegalArgumentException("no such order");
        };
    }

    @Override
    public void close() throws Exception {
        member.close();
    }
}
