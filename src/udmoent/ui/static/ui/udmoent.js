// SPDX-License-Identifier: MPL-2.0
// Puts the design system's calendar beside each day that is asked for. Without it, days are written.
DKFDS.datePicker.on(document.body);
