import Postgres

/// Letting somebody in without the door's lock, which the room's protections prevent.
enum Control {
  static let letIn = Statement<Void, UUID128, UUID128, UUID128>(
    "control.let_in",
    """
    INSERT INTO attendance.attendance (id, event_id, patron_id, status, check_in_time, source)
    VALUES ($1, $2, $3, 'ATTENDED', now(), 'DOOR')
    """, on: .leased)

  /// Changes a presence without having locked the door.
  static let recordAgain = Statement<Void, UUID128, UUID128>(
    "control.record_again",
    """
    UPDATE attendance.attendance SET method = 'KIOSK' WHERE event_id = $1 AND patron_id = $2
    """, on: .leased)
}
