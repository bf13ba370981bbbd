from oscar.apps.partner.admin import *

from marketplace.forks.raw import only_to_read

only_to_read("partner")
