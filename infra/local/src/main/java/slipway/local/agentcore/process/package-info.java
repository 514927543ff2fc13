/** Images that are run as plain processes of this machine: unpacked with care, started, watched, ended. */
@org.jspecify.annotations.NullMarked
package slipway.local.agentcore.process;
