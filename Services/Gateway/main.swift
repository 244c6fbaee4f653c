internal import Daemon
internal import HummingbirdCore
